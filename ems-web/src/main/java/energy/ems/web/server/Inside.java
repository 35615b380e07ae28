package energy.ems.web.server;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;

/** The server's objects by the names of their members. */
final class Inside {

    private Inside() {}

    /** What a field holds, private or not, whichever superclass has it. */
    static Object field(Object of, String name) throws ReflectiveOperationException {
        return declared(of, name).get(of);
    }

    /** Sets such a field, though it be final. */
    static void set(Object of, String name, Object value) throws ReflectiveOperationException {
        declared(of, name).set(of, value);
    }

    private static Field declared(Object of, String name) throws NoSuchFieldException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(of.getClass().getName() + '.' + name);
    }

    static Object call(Object on, String method) throws ReflectiveOperationException {
        return invoke(on.getClass().getMethod(method), on);
    }

    /** A method that a class itself has, private or not, or else one that it inherits in public. */
    static Method named(Class<?> type, String name, int parameters) throws NoSuchMethodException {
        Method found = Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getMethods()))
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type.getName() + '.' + name));
        found.setAccessible(true);
        return found;
    }

    /** The method of that name that takes one thing of a type whose simple name is this. */
    static Method taking(Object on, String name, String simpleType) throws NoSuchMethodException {
        return Arrays.stream(on.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                .filter(method -> method.getParameterTypes()[0].getSimpleName().equals(simpleType))
                .findFirst()
                .orElseThrow(
                        () -> new NoSuchMethodException(on.getClass().getName() + '.' + name + '(' + simpleType + ')'));
    }

    static Object invoke(Method method, Object on, Object... arguments) throws ReflectiveOperationException {
        // Of a class that only the server's own modules can see, a public method is to be opened, too.
        method.setAccessible(true);
        return method.invoke(on, arguments);
    }

    /** Something of the server's type that does what is said here; it is equal to itself alone. */
    static Object made(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "EMS's " + type.getSimpleName();
                };
            }
            try {
                return handler.invoke(self, method, arguments);
            } catch (InvocationTargetException thrownInside) {
                throw thrownInside.getCause();
            }
        });
    }
}
