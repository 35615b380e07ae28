package energy.ems.container;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes beans with everything that they have injected; each type has one instance. Not thread-safe while wiring. */
public final class TestContainer {

    private final Transactions transactions;
    private final Map<Class<?>, Object> beans = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<Class<?>, List<Consumer<Object>>> observers = new HashMap<>();
    private final Map<Class<?>, List<Consumer<Object>>> laterObservers = new HashMap<>();

    public TestContainer(EntityManagerFactory factory) {
        this.transactions = new Transactions(factory);
        beans.put(EntityManager.class, transactions.entityManager());
        beans.put(TransactionSynchronizationRegistry.class, transactions.registry());
    }

    /** Uses this instance wherever the type is injected. */
    public <T> TestContainer with(Class<T> type, T instance) {
        beans.put(type, instance);
        return this;
    }

    /** Uses the bean of the one type wherever the other type is injected. */
    public <T> TestContainer bind(Class<T> type, Class<? extends T> implementation) {
        return with(type, get(implementation));
    }

    public TestContainer setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public <E> TestContainer observing(Class<E> event, Consumer<E> observer) {
        observers.computeIfAbsent(event, type -> new ArrayList<>()).add(fired -> observer.accept(event.cast(fired)));
        return this;
    }

    public <E> TestContainer observingAfterSuccess(Class<E> event, Consumer<E> observer) {
        laterObservers
                .computeIfAbsent(event, type -> new ArrayList<>())
                .add(fired -> observer.accept(event.cast(fired)));
        return this;
    }

    public <T> T get(Class<T> type) {
        Object bean = beans.get(type);
        if (bean == null) {
            bean = create(type);
        }
        return type.cast(bean);
    }

    /** Runs the work in a transaction of its own and commits it. */
    public <T> T inTransaction(Callable<T> work) {
        try {
            return transactions.call(TransactionAttributeType.REQUIRES_NEW, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public EntityManager entityManager() {
        return get(EntityManager.class);
    }

    private Object create(Class<?> type) {
        try {
            var constructor =
                    (type.isAnnotationPresent(Stateless.class) ? transactional(type) : type).getDeclaredConstructor();
            constructor.setAccessible(true);
            Object bean = constructor.newInstance();
            beans.put(type, bean);
            for (Field field : type.getDeclaredFields()) {
                inject(bean, field);
            }
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(PostConstruct.class)) {
                    method.setAccessible(true);
                    method.invoke(bean);
                }
            }
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make " + type, e);
        }
    }

    private void inject(Object bean, Field field) throws IllegalAccessException {
        boolean injected = field.isAnnotationPresent(Inject.class)
                || field.isAnnotationPresent(EJB.class)
                || field.isAnnotationPresent(PersistenceContext.class)
                || field.isAnnotationPresent(Resource.class)
                || field.isAnnotationPresent(EJB.class);
        if (!injected || Modifier.isStatic(field.getModifiers())) {
            return;
        }
        field.setAccessible(true);
        if (field.isAnnotationPresent(ConfigProperty.class)) {
            field.set(bean, setting(field));
        } else if (field.getType() == Event.class) {
            field.set(bean, event());
        } else if (field.getType() == Instance.class) {
            field.set(bean, instance((Class<?>)
                    ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0]));
        } else if (beans.containsKey(field.getType()) || !field.getType().isInterface()) {
            field.set(bean, get(field.getType()));
        }
        // What nobody has given stays null: a test that needs it notices at once.
    }

    private Object setting(Field field) {
        ConfigProperty property = field.getAnnotation(ConfigProperty.class);
        String value = settings.get(property.name());
        if (field.getType() == Optional.class) {
            return Optional.ofNullable(value);
        }
        String text = value == null ? property.defaultValue() : value;
        if (field.getType() == int.class) {
            return Integer.valueOf(text);
        }
        if (field.getType() == Duration.class) {
            return Duration.parse(text);
        }
        return field.getType() == boolean.class ? (Object) Boolean.valueOf(text) : text;
    }

    private Event<?> event() {
        return (Event<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    Object fired = arguments[0];
                    observers.getOrDefault(fired.getClass(), List.of()).forEach(observer -> observer.accept(fired));
                    laterObservers
                            .getOrDefault(fired.getClass(), List.of())
                            .forEach(observer -> transactions.afterSuccess(() -> observer.accept(fired)));
                    return null;
                });
    }

    private Instance<?> instance(Class<?> type) {
        return (Instance<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isResolvable" -> beans.containsKey(type);
                    case "get" -> beans.get(type);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Class<?> transactional(Class<?> type) {
        return new ByteBuddy()
                .subclass(type)
                .method(ElementMatchers.isPublic().and(ElementMatchers.not(ElementMatchers.isDeclaredBy(Object.class))))
                .intercept(MethodDelegation.to(new TransactionInterceptor(type)))
                .make()
                .load(type.getClassLoader(), ClassLoadingStrategy.Default.INJECTION)
                .getLoaded();
    }

    /** A thread that lasts no longer than its work. */
    private static Future<Object> onAnotherThread(Callable<Object> original) {
        FutureTask<Object> task = new FutureTask<>(() -> ((Future<?>) original.call()).get());
        Thread thread = new Thread(task, "asynchronous");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Public only because the generated classes call it. */
    public final class TransactionInterceptor {

        private final Class<?> type;

        TransactionInterceptor(Class<?> type) {
            this.type = type;
        }

        @RuntimeType
        public Object intercept(@Origin Method method, @SuperCall Callable<Object> original) throws Exception {
            TransactionAttribute attribute = method.getAnnotation(TransactionAttribute.class);
            if (attribute == null) {
                attribute = type.getAnnotation(TransactionAttribute.class);
            }
            if (method.isAnnotationPresent(Asynchronous.class)) {
                return onAnotherThread(original);
            }
            try {
                return transactions.call(
                        attribute == null ? TransactionAttributeType.REQUIRED : attribute.value(), original);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
